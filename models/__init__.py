"""The domain: tables, rules, words, documents and operations.

One module a noun holds a table; operations/ holds what can be done; rules/, language/, documents/ and interchange/
know no database.
"""
