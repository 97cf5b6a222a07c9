using Krewe.Simulation.Bugs;
using Krewe.Simulation.Checks;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Faults;
using Krewe.Simulation.Network;
using Krewe.Simulation.Nodes;
using Krewe.Simulation.Silos;
using Krewe.Simulation.Users;
using Krewe.Storage.Leases;
using Krewe.Storage.Memory;

namespace Krewe.Simulation;

/// <summary>
/// A whole installation that a seed makes: a silo on a disk, nodes with their agents, users, and whatever goes wrong between them.
/// </summary>
internal sealed class World
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(3);

    private readonly MemorySharedStore _store;
    private readonly Dictionary<string, TimeSpan> _skews = [];
    private readonly List<SimulatedSilo> _silos = [];
    private readonly Mischief _mischief;
    private long _epoch;

    public World(int seed, Trace trace, PlantedBug bugs)
    {
        (Seed, Bugs) = (seed, bugs);
        Random = new Random(seed);
        Settings = WorldSettings.Of(Random.Next());
        Conductor = new Conductor(Random.Next(), trace);
        Network = new SimulatedNetwork(Conductor, new Random(Random.Next()));
        _store = new MemorySharedStore(Conductor.Time);
        Ledger = new Ledger(_store.OpenLog(0), Conductor);
        Disk = new SimulatedDisk(new SimulatedProcess(Conductor, "disk"), Ledger, new Random(Random.Next()));
        Invariants = new Invariants(this);
        Machines = [.. Enumerable.Range(0, Settings.Machines).Select(i => new Machine(this, $"n{i}", Random.Next(1, 5)))];
        Watches = new WatchChecks(this);
        Reads = new ReadChecks(this);
        Histories = new OperationHistory();
        Users = [.. Enumerable.Range(0, Settings.Users).Select(i => new SimulatedUser(this, $"user-{i}"))];
        _mischief = new Mischief(this);
    }

    public int Seed { get; }

    public PlantedBug Bugs { get; }

    public Random Random { get; }

    public WorldSettings Settings { get; }

    public Conductor Conductor { get; }

    public SimulatedNetwork Network { get; }

    public Ledger Ledger { get; }

    public SimulatedDisk Disk { get; }

    public Invariants Invariants { get; }

    public WatchChecks Watches { get; }

    public ReadChecks Reads { get; }

    public OperationHistory Histories { get; }

    public IReadOnlyList<Machine> Machines { get; }

    public List<SimulatedUser> Users { get; }

    /// <summary>The host of the silo.</summary>
    public string SiloHostName => "silo";

    /// <summary>The newest life of the silo, alive or not.</summary>
    public SimulatedSilo? Silo => _silos.Count > 0 ? _silos[^1] : null;

    /// <summary>The silo that serves now, or null.</summary>
    public SimulatedSilo? PickSilo() => Silo is { IsDead: false, IsReady: true } silo ? silo : null;

    public TimeSpan SkewOf(string host) => _skews.GetValueOrDefault(host);

    /// <summary>Lives the whole life of the world.</summary>
    /// <exception cref="SimulationFailure">Something does not hold.</exception>
    public void Live()
    {
        try
        {
            StartSilo();
            Invariants.Begin();
            Users.ForEach(static user => user.Begin());
            _mischief.Begin();
            Conductor.Run(static () => false, Settings.Duration);
            Note("-- the faults end");
            _mischief.End();
            Users.ForEach(static user => user.End());
            var settled = new SettledCheck(this);
            if (!Conductor.Run(settled.Holds, Settings.ToSettle))
                throw new SimulationFailure("settles", $"after {Settings.ToSettle} without faults: {settled.Why}");
            Note("-- settled");
            settled.BeginQuiet();
            Conductor.Run(static () => false, SettledCheck.Quiet);
            settled.EndQuiet();
            Histories.Check(Ledger.WasEverWritten);
        }
        finally
        {
            _silos.ForEach(static silo => silo.Dispose());
        }
    }

    /// <summary>Kills the silo; another life of it starts after a while.</summary>
    public void CrashSilo(TimeSpan downtime)
    {
        if (Silo is not { IsDead: false } silo)
            return;
        Kill(silo);
        Network.After(downtime, StartSilo);
    }

    /// <summary>The time of day of a host is off by this much from now on.</summary>
    public void JumpClock(string host, TimeSpan skew)
    {
        _skews[host] = skew;
        if (host == SiloHostName && Silo is { } silo)
            silo.Process.Clock.Skew = skew;
        if (Machines.FirstOrDefault(machine => machine.Name == host) is { } machine)
            machine.Agent.Clock.Skew = skew;
    }

    /// <summary>
    /// Another silo takes the lease of one that was not heard for its time, and serves. The old one may go on: it writes nothing any more,
    /// answers nobody, and ends when it finds out.
    /// </summary>
    public void TakeOver(SimulatedSilo old)
    {
        if (old != Silo || old.IsDead || !old.Process.IsPaused)
            return;
        StartSilo(beside: old);
        Network.After(LeaseTime + TimeSpan.FromSeconds(10) * Random.NextDouble(), () => Kill(old));
    }

    /// <summary>Serves a request of a user: a silo that has lost its lease meanwhile does not answer.</summary>
    public async Task<T> Serve<T>(SimulatedSilo silo, Func<SimulatedSilo, Task<T>> request)
    {
        var answer = await request(silo);
        return silo.Epoch == _epoch ? answer : throw new InvalidOperationException("this silo is no longer the active one");
    }

    private void Kill(SimulatedSilo silo)
    {
        if (silo.IsDead)
            return;
        silo.Process.Kill();
        Network.OnDeath(silo.Process);
    }

    private void StartSilo() => StartSilo(null);

    private void StartSilo(SimulatedSilo? beside)
    {
        if (Silo is { IsDead: false } serving && serving != beside)
            return;
        // The lease of the one before has run out: everything here happens at once.
        _store.ReleaseAsync(_epoch, CancellationToken.None).GetAwaiter().GetResult();
        var holder = new LeaseHolder($"silo.{_silos.Count}", new Uri("https://silo:6443"));
        _epoch = _store.AcquireAsync(holder, LeaseTime, CancellationToken.None).GetAwaiter().GetResult() is LeaseResult.Granted granted
            ? granted.Epoch
            : throw new SimulationFailure("lease", "a lease that was given back is not granted");
        var life = _silos.Count;
        var process = new SimulatedProcess(Conductor, $"silo.{life}");
        process.Clock.Skew = SkewOf(SiloHostName);
        var log = Bugs.Log(Disk.Open(Bugs.Platter(Bugs.OpenLog(_store, _epoch)), process), process);
        var silo = new SimulatedSilo(
            process, SiloHostName, log, (ulong)Random.NextInt64(), Settings.Grains, new TraceLoggers(Conductor.Trace, process.Name), Bugs.Plant) { Epoch = _epoch };
        _silos.Add(silo);
        Note($"{process.Name} starts");
        silo.Start(failed =>
        {
            if (failed.IsDead)
                return;
            Kill(failed);
            Network.After(TimeSpan.FromSeconds(0.5), StartSilo);
        });
        Watches.Follow(silo);
    }

    private void Note(string what) => Conductor.Trace.Note(Conductor.Time.GetTimestamp(), "world", what);
}
