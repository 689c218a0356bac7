"""`python -m demerit` is `demerit`."""

from demerit.cli import main

if __name__ == "__main__":
    main()
