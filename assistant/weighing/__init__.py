"""How strongly records and sentences speak to a question: tables made of the index, and signals of a question."""
