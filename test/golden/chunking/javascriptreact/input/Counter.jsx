import { useState } from 'react';

const styles = { padding: 4 };

// Counts clicks.
export default function Counter({ start = 0 }) {
  const [count, setCount] = useState(start);
  const increment = () => setCount((value) => value + 1);

  return (
    <button style={styles} onClick={increment}>
      Clicked {count} times
    </button>
  );
}

Counter.defaultProps = { start: 0 };

export const Label = ({ text }) => <span className="label">{text}</span>;
