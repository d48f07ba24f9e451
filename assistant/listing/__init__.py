"""Which and how many: exact answers from all records, by conditions on their fields.

``request_reading`` tells whether a question asks for records (``request_patterns``: in which words;
``bare_request``: without a word for them), ``conditions`` which
are meant — what no field explains is weighed by ``topicality`` and ``theme_sense``. ``asked_census`` puts both
together and decides whether a list can be meant at all; ``census`` takes the answer from the records, and ``writing``
puts it into words, each record cited. ``narrowing`` and ``listed_items`` go on from a list that was given before.
"""
