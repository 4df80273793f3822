"""Process managers: what other services' facts and the passing of time do to placement's records.

Each is a thin handler around pure rules of the domain. What it opens has an id that follows from
what it is opened for; a fact that is heard twice, replayed or redelivered therefore opens nothing
twice, and neither does a second process that works on the same store.
"""
