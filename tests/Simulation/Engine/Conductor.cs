using Krewe.EmbeddedSilo.Runtime;
using Krewe.EmbeddedSilo.Testing;

namespace Krewe.Simulation.Engine;

/// <summary>
/// Runs everything that a world's processes have to do, one step at a time, in an order that a seed chooses. Time goes on only when
/// nothing can run.
/// </summary>
/// <remarks>
/// <para>Steps run on the one thread of the pool (this program's settings give it no second). Code that leaves its scheduler, by
/// <c>ConfigureAwait(false)</c> within the framework or continuations that run asynchronously, comes back as an item of that same
/// pool: before each step the conductor lets all such items go first. Their order is the pool's, which with one thread depends on nothing
/// else; so production code needs no changes to be replayed.</para>
/// <para>Whatever another thread brings in would break the replay, and fails the run.</para>
/// </remarks>
internal sealed class Conductor : IThreadPoolWorkItem
{
    private const int MostStepsWithoutTime = 200_000;

    private readonly List<(SimulatedProcess Process, IThreadPoolWorkItem Item)> _runnable = [];
    private readonly Random _order;
    private readonly ManualResetEventSlim _ended = new();
    private Func<bool> _until = static () => true;
    private TimeSpan _limit;
    private Exception? _failure;
    private int _thread;
    private long _stepsAtTick;

    public Conductor(int seed, Trace trace)
    {
        _order = new Random(seed);
        Trace = trace;
        Time = new VirtualTimeProvider();
    }

    /// <summary>The time that passes for all.</summary>
    public VirtualTimeProvider Time { get; }

    public Trace Trace { get; }

    /// <summary>Steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>What can run now.</summary>
    public int Runnable => _runnable.Count;

    /// <summary>Called after each step and each tick of the clock; what it throws ends the run.</summary>
    public Action? AfterStep { get; set; }

    /// <summary>Runs until the condition holds or that much time has passed; true where it holds.</summary>
    public bool Run(Func<bool> until, TimeSpan limit)
    {
        _until = until;
        _limit = Time.Elapsed + limit;
        _ended.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _ended.Wait();
        if (_failure is { } failure)
            throw failure is SimulationFailure ? failure : new SimulationFailure("defect", failure.ToString(), failure);
        return until();
    }

    /// <summary>Ends the run: something does not hold.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    public void Schedule(SimulatedProcess process, IThreadPoolWorkItem item)
    {
        if (_thread != 0 && _thread != Environment.CurrentManagedThreadId)
            Fail(new InvalidOperationException($"Another thread came in with {NameOf(item)} of {process.Name}; this run cannot be replayed.{Environment.NewLine}{Environment.StackTrace}"));
        _runnable.Add((process, item));
    }

    /// <summary>Takes out what waits of a process.</summary>
    public List<IThreadPoolWorkItem> Withdraw(SimulatedProcess process)
    {
        var withdrawn = _runnable.Where(entry => entry.Process == process).Select(entry => entry.Item).ToList();
        _runnable.RemoveAll(entry => entry.Process == process);
        return withdrawn;
    }

    void IThreadPoolWorkItem.Execute()
    {
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            while (true)
            {
                if (ThreadPool.PendingWorkItemCount > 0)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
                if (_failure is not null || _until() || !Step())
                    break;
                AfterStep?.Invoke();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        _thread = 0;
        _ended.Set();
    }

    private bool Step()
    {
        if (_runnable.Count == 0)
            return Tick();
        var index = _order.Next(_runnable.Count);
        var (process, item) = _runnable[index];
        _runnable[index] = _runnable[^1];
        _runnable.RemoveAt(_runnable.Count - 1);
        if (++Steps - _stepsAtTick > MostStepsWithoutTime)
            throw new SimulationFailure("progress", $"{MostStepsWithoutTime} steps and time has not gone on; the last is {NameOf(item)} of {process.Name}");
        Trace.Step(Time.GetTimestamp(), process.Name, NameOf(item));
        item.Execute();
        return true;
    }

    private bool Tick()
    {
        if (Time.UntilNextTimer is not { } wait)
        {
            Fail(new InvalidOperationException("nothing is left to run and no timer is armed"));
            return false;
        }
        if (Time.Elapsed + wait > _limit)
            return false;
        if (wait > TimeSpan.Zero)
            _stepsAtTick = Steps;
        Time.Advance(wait);
        return true;
    }

    private static string NameOf(IThreadPoolWorkItem item) => item is TurnContext mailbox ? mailbox.Name : "";
}
