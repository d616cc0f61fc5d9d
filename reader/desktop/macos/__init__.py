"""What macOS expects: a bundle that says what Postil opens, and the system's services that read it.

What is written is worked out by functions that touch nothing, so that all of it is checked on other systems, too.
"""
