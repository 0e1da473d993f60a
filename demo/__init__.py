"""The built-in demo web: seven small outlets of our own invention, served on 127.0.0.1.

| module | does |
|---|---|
| `outlets/` | what the outlets publish: settings, a page template and articles, all readable files |
| `outlet.py` | reads those files |
| `pages.py` | renders them to what a server answers, for the first and the second visit |
| `server.py` | serves all hosts from one port |
| `expected.py` | the truth about them, for tests of the whole way |

`python -m demo` serves it by hand.
"""
