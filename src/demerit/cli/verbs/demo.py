"""tbd"""
def demo() -> None:
    """tbd"""
