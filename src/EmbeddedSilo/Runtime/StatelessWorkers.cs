using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>The workers of a stateless grain: a call goes to one that has nothing to do, to a new one, or to the least busy.</summary>
internal sealed class StatelessWorkers(GrainBinding binding, IdSpan key) : ICallTarget
{
    private readonly Lock _lock = new();
    private Activation[] _workers = [];

    public Activation[] Activations => Volatile.Read(ref _workers);

    public RequestTarget Pick()
    {
        lock (_lock)
        {
            Activation? least = null;
            foreach (var worker in _workers)
            {
                if (worker.Pick() is not null && (least is null || worker.Load < least.Load))
                    least = worker;
            }

            if (least is not null && (least.Load == 0 || _workers.Length >= binding.MaxWorkers))
                return least;

            var added = binding.Silo.Directory.CreateActivation(binding, key);
            _workers = [.. _workers, added];
            return added;
        }
    }

    public void Remove(Activation worker)
    {
        lock (_lock)
            _workers = [.. _workers.Where(other => other != worker)];
    }
}
