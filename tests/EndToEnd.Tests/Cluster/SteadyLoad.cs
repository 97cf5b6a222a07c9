using System.Collections.Concurrent;
using System.Globalization;
using Krewe.Client;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// Creates ConfigMaps at a steady rate, as clients of several servers do: whoever gets no answer asks another server, with the same name. Notes what was
/// acknowledged, and when.
/// </summary>
/// <param name="connect">Makes a client of one server after another.</param>
/// <param name="writers">How many write at once.</param>
/// <param name="perSecond">How many objects they create in a second, all together.</param>
internal sealed class SteadyLoad(Func<KreweClient> connect, int writers, int perSecond)
{
    /// <summary>How long a writer waits for an answer before it asks another server.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, string?> _acknowledged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last = TimeProvider.System.GetTimestamp();
    private TimeSpan _longest;

    /// <summary>UID of each acknowledged object by its name; null where the answer was lost, and asking again found it there.</summary>
    public IReadOnlyDictionary<string, string?> Acknowledged => _acknowledged;

    /// <summary>How often a writer had to ask again.</summary>
    public int Retries { get; private set; }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteAsync(writer, cancellationToken)));

    public void Stop() => _stop.Cancel();

    /// <summary>The longest time without any acknowledgement since this was asked last.</summary>
    public TimeSpan TakeLongestPause()
    {
        lock (_gate)
        {
            var longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    /// <summary>Waits until so many more objects are acknowledged.</summary>
    public async Task UntilMoreAsync(int count, CancellationToken cancellationToken)
    {
        var goal = _acknowledged.Count + count;
        while (true)
        {
            Task changed;
            lock (_gate)
                changed = _changed.Task;
            if (_acknowledged.Count >= goal)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task WriteAsync(int writer, CancellationToken cancellationToken)
    {
        var client = connect();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)writers / perSecond), TimeProvider.System);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"crash-{writer}-{number}");
            for (var asked = 1; !await TryCreateAsync(client, name, asked, cancellationToken); asked++)
            {
                client.Dispose();
                client = connect();
                lock (_gate)
                    Retries++;
                await pace.WaitForNextTickAsync(cancellationToken);
            }
            await pace.WaitForNextTickAsync(cancellationToken);
        }
        client.Dispose();
    }

    private async Task<bool> TryCreateAsync(KreweClient client, string name, int asked, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var config = new ConfigMap
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["load"] = "crash" } },
            Data = new Dictionary<string, string> { ["name"] = name },
        };
        try
        {
            var created = await client.CreateAsync(config, patience.Token);
            Take(name, created.Metadata.Uid!);
            return true;
        }
        catch (ApiException exists) when (exists.Reason == "AlreadyExists")
        {
            asked.ShouldBeGreaterThan(1, $"{name} exists although nobody has asked for it before");
            Take(name, null);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or ApiException { Code: 503 or 504 or 500 }
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Take(string name, string? uid)
    {
        _acknowledged[name] = uid;
        lock (_gate)
        {
            var pause = TimeProvider.System.GetElapsedTime(_last);
            _last = TimeProvider.System.GetTimestamp();
            if (pause > _longest)
                _longest = pause;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
