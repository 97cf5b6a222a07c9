namespace Krewe.NodeAgent.Session;

/// <summary>
/// How long to wait before the next dial: 0.1 s, doubled with each failure up to 3 s, with jitter, so that agents do not all come back
/// at once. A session that held resets it; a server that refuses is asked seldom.
/// </summary>
internal sealed class ReconnectBackOff(Random random)
{
    /// <summary>The first wait.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>No wait is longer, unless the server refuses.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>The wait after a refusal.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <summary>A session held.</summary>
    public void Reset() => _next = First;

    /// <summary>How long to wait now: between half and the whole of the step.</summary>
    public TimeSpan Next(bool refused)
    {
        var step = refused ? AfterRefusal : _next;
        if (!refused)
            _next = _next * 2 < Longest ? _next * 2 : Longest;
        return step * (0.5 + random.NextDouble() / 2);
    }
}
