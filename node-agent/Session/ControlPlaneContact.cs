namespace Krewe.NodeAgent.Session;

/// <summary>
/// What the agent knows of its contact with the control plane, and what pods may do because of it. Two rules keep a pod from running
/// twice although the control plane has given it up here and started it elsewhere:
/// <list type="bullet">
/// <item>An agent that starts, or comes back into session, first learns what is still its own: until then it starts no container. Only
/// where nothing can be learned within <see cref="Patience"/> it goes on with what it knows, for pods must run without the control plane too.</item>
/// <item>A pod that says so (<see cref="Krewe.Model.Core.StopWhenCutOff"/>) runs only as long as the control plane is known to have heard the
/// agent. That counts from when a message was sent which the control plane has taken, so it never ends later than the control plane thinks;
/// and it is kept over restarts of the agent.</item>
/// </list>
/// </summary>
internal sealed class ControlPlaneContact
{
    /// <summary>How long starts are held back while nothing can be learned.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan KeepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IContactRecord _record;
    private readonly TimeProvider _time;
    private long? _heardAt;
    private long? _heldSince;
    private long? _keptAt;

    /// <summary>Takes up what an earlier agent has kept; starts are held.</summary>
    public ControlPlaneContact(IContactRecord record, TimeProvider time)
    {
        (_record, _time) = (record, time);
        var now = time.GetTimestamp();
        _heldSince = now;
        // A time in the future tells of a clock that was set back: nothing is known then.
        if (record.Load() is { } at && time.GetUtcNow() - at is var silence && silence >= TimeSpan.Zero)
            _heardAt = now - (long)(silence.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Since when the control plane may not have heard the agent; as long as can be where it never did.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_gate)
                return _heardAt is { } at ? _time.GetElapsedTime(at) : TimeSpan.MaxValue;
        }
    }

    /// <summary>How long no container is to be started; zero when starts are free.</summary>
    public TimeSpan StartsHeldFor
    {
        get
        {
            lock (_gate)
                return _heldSince is { } since && Patience - _time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>In session: what the node shall run comes next.</summary>
    public void SessionBegun()
    {
        lock (_gate)
            _heldSince = _time.GetTimestamp();
    }

    /// <summary>What the node shall run is known now.</summary>
    public void DesiredTaken()
    {
        lock (_gate)
            _heldSince = null;
    }

    /// <summary>The control plane has taken a message that was sent at a time (a timestamp of the time provider).</summary>
    public void Heard(long sentAt)
    {
        lock (_gate)
        {
            if (sentAt <= _heardAt)
                return;
            _heardAt = sentAt;
            if (_keptAt is { } kept && _time.GetElapsedTime(kept, sentAt) < KeepInterval)
                return;
            _keptAt = sentAt;
            _record.Keep(_time.GetUtcNow() - _time.GetElapsedTime(sentAt));
        }
    }
}

/// <summary>Keeps over restarts of the agent when the control plane heard it last.</summary>
internal interface IContactRecord
{
    /// <summary>The time that was kept last, or null.</summary>
    DateTimeOffset? Load();

    /// <summary>Keeps a time; about once a second, so nothing waits for the disk.</summary>
    void Keep(DateTimeOffset heardAt);
}

/// <summary>Keeps nothing; for nodes whose pods end with the agent.</summary>
internal sealed class NoContactRecord : IContactRecord
{
    /// <inheritdoc/>
    public DateTimeOffset? Load() => null;

    /// <inheritdoc/>
    public void Keep(DateTimeOffset heardAt)
    {
    }
}

/// <summary>
/// Keeps it as the time of an empty file. After a loss of power it may be older than it was, or gone: then pods that depend on it wait for
/// the control plane, as nothing of them runs anyway.
/// </summary>
internal sealed class FileContactRecord(string path) : IContactRecord
{
    /// <inheritdoc/>
    public DateTimeOffset? Load() => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;

    /// <inheritdoc/>
    public void Keep(DateTimeOffset heardAt)
    {
        try
        {
            if (!File.Exists(path))
                File.WriteAllBytes(path, []);
            File.SetLastWriteTimeUtc(path, heardAt.UtcDateTime);
        }
        catch (IOException)
        {
            // A full disk must not end the session. An older time ends pods earlier, never later.
        }
    }
}
