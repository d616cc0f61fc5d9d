"""What Windows expects: entries of the registry, the taskbar's identity, jump list, recent documents, the foreground.

What is written is worked out by functions that touch nothing; what touches Windows imports it late, so that all of
it can be imported anywhere.
"""
