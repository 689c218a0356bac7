"""tbd"""
def list_() -> None:
    """tbd"""
