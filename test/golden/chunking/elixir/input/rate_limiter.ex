defmodule Gate.RateLimiter do
  @moduledoc """
  Lets a caller through a limited number of times.

  One process per limiter.
  """

  use GenServer
  alias Gate.Clock
  require Logger

  @default_limit 10
  @type bucket :: %{count: non_neg_integer(), since: integer()}

  defstruct limit: @default_limit, buckets: %{}

  @doc """
  Starts a limiter.
  """
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(options \\ []) do
    GenServer.start_link(__MODULE__, options, name: options[:name])
  end

  @doc "Whether one more call is allowed."
  def allow?(limiter, key), do: GenServer.call(limiter, {:allow, key})

  @impl true
  def init(options) do
    {:ok, struct!(__MODULE__, options)}
  end

  @impl true
  def handle_call({:allow, key}, _from, state) when is_binary(key) do
    {allowed, state} = take(state, key)
    {:reply, allowed, state}
  end

  def handle_call(:reset, _from, state) do
    {:reply, :ok, %{state | buckets: %{}}}
  end

  # Counts one call.
  defp take(%{limit: 0} = state, _key), do: {false, state}

  defp take(state, key) do
    bucket = Map.get(state.buckets, key, %{count: 0, since: Clock.now()})
    allowed = bucket.count < state.limit
    buckets = Map.put(state.buckets, key, %{bucket | count: bucket.count + 1})
    {allowed, %{state | buckets: buckets}}
  end

  @doc false
  defmacro limited(key, do: block) do
    quote do
      if unquote(__MODULE__).allow?(unquote(key)), do: unquote(block)
    end
  end

  defguard is_key(value) when is_binary(value) or is_atom(value)

  defmodule Bucket do
    def empty, do: %{count: 0, since: 0}
  end
end

defprotocol Gate.Key do
  @doc "The name of a key."
  def name(key)
end

defimpl Gate.Key, for: Atom do
  def name(atom), do: Atom.to_string(atom)
end

defmodule Gate.RateLimiterTest do
  use ExUnit.Case, async: true

  setup do
    {:ok, limiter: start_supervised!(Gate.RateLimiter)}
  end

  test "lets the first call through", %{limiter: limiter} do
    assert Gate.RateLimiter.allow?(limiter, "a")
  end

  describe "reset" do
    test "forgets all calls", %{limiter: limiter} do
      assert :ok = GenServer.call(limiter, :reset)
    end
  end
end
