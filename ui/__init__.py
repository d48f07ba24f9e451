"""The faces of the assistant: command line, HTTP interface and web page. They format, they do not decide."""
