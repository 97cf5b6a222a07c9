using Krewe.EmbeddedSilo.Runtime;

namespace Krewe.Simulation.Engine;

/// <summary>
/// A process of the world: what it has to do, and its clock. It can be killed and paused between any two steps.
/// </summary>
/// <remarks>Code that it starts runs under a synchronization context, so that each continuation of an await is a step of its own.</remarks>
internal sealed class SimulatedProcess : TurnScheduler
{
    private readonly Conductor _conductor;
    private readonly Context _context;
    private List<IThreadPoolWorkItem>? _held;

    public SimulatedProcess(Conductor conductor, string name)
    {
        _conductor = conductor;
        Name = name;
        _context = new Context(this);
        Clock = new ProcessClock(this, conductor.Time);
    }

    public string Name { get; }

    /// <summary>The time as the process sees it.</summary>
    public ProcessClock Clock { get; }

    public bool IsDead { get; private set; }

    public bool IsPaused => _held is not null;

    public override int TurnsPerSlice => 1;

    public override bool DefersOutcomes => true;

    public override int DefaultWorkers => 4;

    public override void Schedule(IThreadPoolWorkItem item)
    {
        if (IsDead)
            return;
        if (_held is { } held)
            held.Add(item);
        else
            _conductor.Schedule(this, item);
    }

    /// <summary>Runs code as a step of the process.</summary>
    public void Post(Action action) => Schedule(new Step(_context, static state => ((Action)state!)(), action));

    /// <summary>Starts code in the process. Its failure is a defect of the simulation, unless the process is dead.</summary>
    public void Start(Func<Task> code) => Post(() => _ = Follow(code));

    /// <summary>Asks code of the process for an answer. It never comes where the process dies.</summary>
    public Task<T> Ask<T>(Func<Task<T>> code)
    {
        var answer = new TaskCompletionSource<T>();
        Post(() => _ = Answer(code, answer));
        return answer.Task;
    }

    /// <inheritdoc cref="Ask{T}"/>
    public Task Ask(Func<Task> code) => Ask(async () =>
    {
        await code();
        return true;
    });

    /// <summary>Ends the process without a word, as kill -9 does.</summary>
    public void Kill()
    {
        IsDead = true;
        _held = null;
        _conductor.Withdraw(this);
    }

    /// <summary>Stops the process where it is, as SIGSTOP does.</summary>
    public void Pause()
    {
        if (!IsDead)
            _held ??= _conductor.Withdraw(this);
    }

    /// <summary>Lets it go on: timers that were due fire now.</summary>
    public void Resume()
    {
        if (_held is not { } held)
            return;
        _held = null;
        held.ForEach(Schedule);
        Clock.FireHeld();
    }

    private async Task Follow(Func<Task> code)
    {
        try
        {
            await code();
        }
        catch (Exception failure) when (!IsDead)
        {
            _conductor.Fail(failure as SimulationFailure ?? new SimulationFailure("process", $"{Name} ended: {failure}", failure));
        }
    }

    private static async Task Answer<T>(Func<Task<T>> code, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.SetResult(await code());
        }
        catch (Exception failure)
        {
            answer.SetException(failure);
        }
    }

    private sealed class Context(SimulatedProcess process) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => process.Schedule(new Step(this, d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may wait by blocking.");

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class Step(Context context, SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                callback(state);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }
        }
    }
}
