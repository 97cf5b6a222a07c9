using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// Ends idle activations. Time is counted in passes, so that a call need not read the clock: an activation ends when more passes
/// have gone by since its last use than its age limit holds, that is at most one pass late.
/// </summary>
internal sealed class IdleCollector(Silo silo) : IDisposable
{
    private ITimer? _timer;
    private int _pass;

    public int Pass => Volatile.Read(ref _pass);

    public void Start()
    {
        var quantum = silo.Collection.CollectionQuantum;
        using (ExecutionContext.SuppressFlow())
            _timer = silo.Time.CreateTimer(static state => ((IdleCollector)state!).Collect(), this, quantum, quantum);
    }

    public void Dispose() => _timer?.Dispose();

    private void Collect()
    {
        var pass = Interlocked.Increment(ref _pass);
        foreach (var target in silo.Directory.Targets)
        {
            if (target is Activation activation)
                Look(activation, pass);
            else if (target is StatelessWorkers workers)
                Array.ForEach(workers.Activations, worker => Look(worker, pass));
        }
    }

    private static void Look(Activation activation, int pass)
    {
        if (activation.LooksIdle(pass))
            activation.Post(new CollectTurn(pass));
    }

    private sealed class CollectTurn(int pass) : WorkItem
    {
        internal override void Run(TurnContext context) => ((Activation)context).EndIfIdle(pass);
    }
}
