def parse_csv_line(line: str, separator: str = ",") -> list[str]:
    """Split one row of a CSV file into fields; quotes may enclose separators."""
    fields: list[str] = []
    current: list[str] = []
    quoted = False
    for character in line:
        if character == '"':
            quoted = not quoted
        elif character == separator and not quoted:
            fields.append("".join(current))
            current = []
        else:
            current.append(character)
    fields.append("".join(current))
    return fields
