using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Network;

/// <summary>
/// The wires between hosts. What is sent takes time; between hosts that are cut off from each other nothing arrives, and what is on its way
/// waits, as retransmissions do, until the wire is whole again or an end gives up.
/// </summary>
internal sealed class SimulatedNetwork(Conductor conductor, Random random)
{
    private readonly HashSet<(string, string)> _cuts = [];
    private readonly List<SimulatedConnection> _connections = [];
    private readonly List<PendingRequest> _requests = [];

    /// <summary>How long an end of a connection waits for a sign of life: pings of 5 s, answered within 15 s, as agents have it.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    /// <summary>How long a client waits for the answer of a request.</summary>
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(40);

    public Conductor Conductor => conductor;

    /// <summary>The longest delay of a message at present.</summary>
    public TimeSpan Worst { get; set; } = TimeSpan.FromMilliseconds(3);

    /// <summary>Connections that are open.</summary>
    public int Open => _connections.Count;

    public bool IsCut(string left, string right) => _cuts.Contains(Pair(left, right));

    /// <summary>Cuts two hosts off from each other.</summary>
    public void Cut(string left, string right)
    {
        if (_cuts.Add(Pair(left, right)))
            foreach (var connection in Between(left, right))
                connection.OnCut();
    }

    public void Heal(string left, string right)
    {
        if (_cuts.Remove(Pair(left, right)))
            foreach (var connection in Between(left, right))
                connection.OnHealed();
    }

    public void HealAll()
    {
        foreach (var (left, right) in _cuts.OrderBy(static pair => pair).ToList())
            Heal(left, right);
    }

    /// <summary>Breaks the connections between two hosts, as a firewall that forgets them.</summary>
    public void Reset(string left, string right)
    {
        foreach (var connection in Between(left, right))
            connection.Break();
    }

    /// <summary>The other ends of a dead process learn of it.</summary>
    public void OnDeath(SimulatedProcess process)
    {
        foreach (var connection in _connections.Where(connection => connection.Involves(process)).ToList())
            connection.OnDeath(process);
        foreach (var request in _requests.Where(request => request.Server == process).ToList())
            request.Lose(Delay());
    }

    /// <summary>Opens a connection; the server's end is given to <paramref name="accept"/> in the server's process.</summary>
    /// <exception cref="ConnectionLostException">Nobody answers.</exception>
    public async Task<SimulatedSocket> Dial(Host client, Host server, TimeSpan limit, Action<SimulatedSocket> accept)
    {
        await Task.Delay(Delay() + Delay(), client.Process.Clock);
        if (IsCut(client.Name, server.Name))
        {
            await Task.Delay(limit, client.Process.Clock);
            throw new ConnectionLostException($"{server.Name} does not answer");
        }
        if (server.Process.IsDead)
            throw new ConnectionLostException($"{server.Name} refuses the connection");
        var connection = new SimulatedConnection(this, client, server);
        _connections.Add(connection);
        server.Process.Post(() => accept(connection.ServerEnd));
        return connection.ClientEnd;
    }

    /// <summary>
    /// Has code run in a server's process and brings the answer back. A request whose answer is lost may have taken effect.
    /// </summary>
    /// <exception cref="ConnectionLostException">The server died, or no answer came.</exception>
    public async Task<T> Request<T>(Host client, Host server, Func<Task<T>> code)
    {
        if (IsCut(client.Name, server.Name) || server.Process.IsDead)
        {
            await Task.Delay(Delay() + Delay(), client.Process.Clock);
            throw new ConnectionLostException($"{server.Name} cannot be reached");
        }
        var request = new PendingRequest<T>(this, client, server);
        _requests.Add(request);
        try
        {
            return await request.Run(code);
        }
        finally
        {
            _requests.Remove(request);
        }
    }

    /// <summary>How long the next message takes: mostly little, sometimes as long as it may.</summary>
    public TimeSpan Delay() => TimeSpan.FromMicroseconds(100) + Worst * Math.Pow(random.NextDouble(), 3);

    /// <summary>Acts after a time that no process owns.</summary>
    public void After(TimeSpan delay, Action act)
    {
        ITimer? timer = null;
        timer = conductor.Time.CreateTimer(_ =>
        {
            timer?.Dispose();
            act();
        }, null, delay, Timeout.InfiniteTimeSpan);
    }

    public void Forget(SimulatedConnection connection) => _connections.Remove(connection);

    private List<SimulatedConnection> Between(string left, string right) =>
        [.. _connections.Where(connection => Pair(connection.Client.Name, connection.Server.Name) == Pair(left, right))];

    private static (string, string) Pair(string left, string right) =>
        string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);

    private abstract class PendingRequest(SimulatedProcess server)
    {
        public SimulatedProcess Server => server;

        public abstract void Lose(TimeSpan after);
    }

    private sealed class PendingRequest<T>(SimulatedNetwork network, Host client, Host server) : PendingRequest(server.Process)
    {
        private readonly TaskCompletionSource<T> _answer = new();

        public async Task<T> Run(Func<Task<T>> code)
        {
            network.After(network.Delay(), () => server.Process.Post(() => _ = Serve(code)));
            using var limit = new CancellationTokenSource(RequestLimit, client.Process.Clock);
            await using var registration = limit.Token.Register(() => Fail("no answer came in time"));
            return await _answer.Task;
        }

        public override void Lose(TimeSpan after) => network.After(after, () => Fail($"{server.Name} died"));

        private async Task Serve(Func<Task<T>> code)
        {
            Action answer;
            try
            {
                var result = await code();
                answer = () => _answer.TrySetResult(result);
            }
            catch (Exception failure)
            {
                answer = () => _answer.TrySetException(new ServerErrorException(failure));
            }
            network.After(network.Delay(), () =>
            {
                if (network.IsCut(client.Name, server.Name))
                    Fail("the answer is lost");
                else
                    answer();
            });
        }

        private void Fail(string why) => _answer.TrySetException(new ConnectionLostException(why));
    }
}

/// <summary>A process and the host whose wires it uses.</summary>
internal sealed record Host(string Name, SimulatedProcess Process);

/// <summary>A connection could not be made or broke; a request on it may have taken effect.</summary>
internal sealed class ConnectionLostException(string message) : Exception(message);

/// <summary>The server failed to serve a request, which may have taken effect.</summary>
internal sealed class ServerErrorException(Exception inner) : Exception(inner.Message, inner);
