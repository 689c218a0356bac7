"""tbd"""
def society() -> None:
    """tbd"""
