"""The web application: one server, three doors; what a browser asks of the laboratory, one life, or a class."""
