"""tbd"""
def show() -> None:
    """tbd"""
