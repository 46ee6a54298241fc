import os


def whole(a, b):
    """Is fine."""
    total = 0
    for value in range(a, b):
        total += value * value
    return total


class Whole:
    """Is fine as well."""

    def __init__(self, root):
        self.root = root
        self.names = sorted(os.listdir(root))

    def first(self):
        for name in self.names:
            path = os.path.join(self.root, name)
            if os.path.isfile(path):
                return path
        return None


def broken(a, b:
    return a +


def after_the_damage():
    return os.getcwd()
