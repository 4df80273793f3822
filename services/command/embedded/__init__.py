"""The system on one machine: a broker and four services in one folder."""
