// @ts-nocheck
import React, { memo, useCallback } from 'react';

interface Props<T> {
  rows: T[];
  onSelect?: (row: T) => void;
}

/** A table whose rows can be selected. */
export const Table = memo(function Table<T extends { id: string }>({ rows, onSelect }: Props<T>) {
  const select = useCallback(
    (row: T) => {
      onSelect?.(row);
    },
    [onSelect],
  );

  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} onClick={() => select(row)} />
        ))}
      </tbody>
    </table>
  );
});

export const useRows = <T,>(url: string): T[] => {
  const [rows, setRows] = React.useState<T[]>([]);
  React.useEffect(() => {
    void fetch(url).then(async (response) => setRows(await response.json()));
  }, [url]);
  return rows;
};

export class Boundary extends React.Component<{ children: React.ReactNode }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  componentDidCatch(error: Error) {
    report(error);
  }

  render() {
    return this.state.failed ? <p>Something went wrong.</p> : this.props.children;
  }
}

const Button = styled.button`
  color: red;
  padding: 4px;
`;
