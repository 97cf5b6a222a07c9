using Krewe.Simulation.Nodes;

namespace Krewe.Simulation.Faults;

/// <summary>Makes things go wrong, at random times, in the ways that a world's settings allow. Each trouble ends by itself or by <see cref="End"/>.</summary>
internal sealed class Mischief(World world)
{
    private readonly Random _random = new(world.Random.Next());
    private readonly List<Action> _undo = [];
    private bool _ended;

    public void Begin() => Next();

    /// <summary>Ends all trouble.</summary>
    public void End()
    {
        _ended = true;
        foreach (var undo in _undo.ToList())
            undo();
        _undo.Clear();
        world.Network.HealAll();
    }

    private void Next() => world.Network.After(world.Settings.FaultPause * _random.NextDouble(), () =>
    {
        if (_ended)
            return;
        var fault = world.Settings.Faults[_random.Next(world.Settings.Faults.Count)];
        Make(fault);
        Next();
    });

    private void Make(FaultKind fault)
    {
        var machine = world.Machines[_random.Next(world.Machines.Count)];
        var disk = world.Disk;
        switch (fault)
        {
            case FaultKind.SiloCrash:
                Note(fault, "");
                world.CrashSilo(Span(0.05, 4));
                break;
            case FaultKind.SiloPause when world.Silo is { IsDead: false } silo:
                Note(fault, "");
                silo.Process.Pause();
                For(Span(0.05, 12), silo.Process.Resume);
                break;
            case FaultKind.SiloTakeover when world.Silo is { IsDead: false } held:
                Note(fault, "");
                held.Process.Pause();
                world.Network.After(Span(0.5, 4), () => world.TakeOver(held));
                For(Span(1, 12), held.Process.Resume);
                break;
            case FaultKind.AgentCrash:
                Note(fault, machine.Name);
                machine.CrashAgent(Span(0.05, 12));
                break;
            case FaultKind.AgentPause:
                Note(fault, machine.Name);
                Pause(machine);
                break;
            case FaultKind.PowerLoss:
                Note(fault, machine.Name);
                machine.CrashAll(Span(0.5, 20));
                break;
            case FaultKind.Partition:
                Cut(fault, machine, Span(0.1, 30));
                break;
            case FaultKind.Flapping:
                Cut(fault, machine, Span(0.01, 2));
                break;
            case FaultKind.Reset when world.Silo is { } silo:
                Note(fault, machine.Name);
                world.Network.Reset(machine.Name, silo.Host.Name);
                break;
            case FaultKind.SlowNetwork:
                Note(fault, "");
                world.Network.Worst = Span(0.02, 3);
                For(Span(1, 8), () => world.Network.Worst = TimeSpan.FromMilliseconds(3));
                break;
            case FaultKind.SlowDisk:
                Note(fault, "");
                disk.Worst = Span(0.05, 8);
                For(Span(1, 8), () => disk.Worst = TimeSpan.FromMilliseconds(4));
                break;
            case FaultKind.LostAnswers:
                Note(fault, "");
                disk.FailAfter = 0.4 * _random.NextDouble();
                For(Span(0.5, 6), () => disk.FailAfter = 0);
                break;
            case FaultKind.FailedWrites:
                Note(fault, "");
                disk.FailBefore = 0.4 * _random.NextDouble();
                For(Span(0.5, 6), () => disk.FailBefore = 0);
                break;
            case FaultKind.FailedReads:
                Note(fault, "");
                disk.FailRead = 0.4 * _random.NextDouble();
                For(Span(0.5, 6), () => disk.FailRead = 0);
                break;
            case FaultKind.FullDisk:
                Note(fault, "");
                disk.Full = true;
                For(Span(0.5, 8), () => disk.Full = false);
                break;
            case FaultKind.EngineFailures:
                Note(fault, machine.Name);
                var engine = machine.Engine;
                engine.Fail = 0.5 * _random.NextDouble();
                For(Span(1, 10), () => engine.Fail = 0);
                break;
            case FaultKind.ContainerCrash when machine.Engine.Running().Select(static running => running.Seen.Id).ToList() is { Count: > 0 } running:
                var victim = running[_random.Next(running.Count)];
                Note(fault, victim);
                machine.Engine.Process.Post(() => machine.Engine.Runtime.Kill(victim));
                break;
            case FaultKind.FullNodeDisk:
                Note(fault, machine.Name);
                machine.Disk.Fail = 0.8 * _random.NextDouble();
                For(Span(0.5, 6), () => machine.Disk.Fail = 0);
                break;
            case FaultKind.ClockJump:
                var host = _random.Next(2) == 0 ? world.SiloHostName : machine.Name;
                var skew = (Span(0, 40) - Span(0, 40)) * (_random.Next(4) == 0 ? 1 : 0.1);
                Note(fault, $"{host} {skew}");
                world.JumpClock(host, skew);
                break;
        }
    }

    private void Pause(Machine machine)
    {
        var agent = machine.Agent;
        agent.Pause();
        For(Span(0.05, 15), () =>
        {
            if (agent.IsPaused)
                world.Invariants.OnResumed(machine);
            agent.Resume();
        });
    }

    private void Cut(FaultKind fault, Machine machine, TimeSpan span)
    {
        Note(fault, machine.Name);
        world.Network.Cut(machine.Name, world.SiloHostName);
        For(span, () => world.Network.Heal(machine.Name, world.SiloHostName));
    }

    private void For(TimeSpan span, Action undo)
    {
        Action once = undo;
        _undo.Add(once);
        world.Network.After(span, () =>
        {
            if (_undo.Remove(once))
                undo();
        });
    }

    // Mostly short, sometimes long.
    private TimeSpan Span(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * Math.Pow(_random.NextDouble(), 2));

    private void Note(FaultKind fault, string whom) => world.Conductor.Trace.Note(world.Conductor.Time.GetTimestamp(), "fault", $"{fault} {whom}");
}
