"""Keep code that nobody has read within limits: time, memory, files, processes and network.

What a system can enforce differs. Linux does it in the kernel (Landlock for files, a filter of
system calls for processes and the network); everywhere, Python itself is asked not to, by an audit
hook, and the parent watches what is used and ends what uses too much.
"""
