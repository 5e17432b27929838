"""The one exception that docs/python/shop.py catches."""


class XMindsError(Exception):
    def __init__(self, answer):
        super().__init__(f"{answer['message']} {answer['error_data']}")
