using System.Collections;
using Krewe.EmbeddedSilo.Runtime;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Observers that subscribed to a grain. Each stays until it has not renewed its subscription for the expiration.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>Observers that subscribed to a grain, by an identity. To be used from turns of one grain.</summary>
public class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _observers = [];
    private readonly ILogger _log;

    /// <summary>An empty set of observers.</summary>
    /// <param name="expiration">How long a subscription lasts that is not renewed.</param>
    /// <param name="log">Where failures of observers are told.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        var time = TurnContext.Current?.Silo.Time ?? TimeProvider.System;
        GetDateTime = () => time.GetUtcNow().UtcDateTime;
    }

    /// <summary>How long a subscription lasts that is not renewed.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>The clock: that of the silo.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How many are subscribed, the expired ones included until they are cleared.</summary>
    public int Count => _observers.Count;

    /// <summary>A copy of the subscriptions.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    /// <summary>Removes all.</summary>
    public void Clear() => _observers.Clear();

    /// <summary>Adds or renews a subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    /// <summary>Removes the subscriptions that have expired.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in _observers)
        {
            if (now - entry.LastSeen > ExpirationDuration)
                _observers.Remove(id);
        }
    }

    /// <summary>Calls each observer and waits for all. One that fails is removed.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        var calls = _observers.Where(entry => predicate is null || predicate(entry.Value.Observer))
            .Select(entry => (entry.Key, Call: Call(notification, entry.Value.Observer))).ToList();
        foreach (var (id, call) in calls)
        {
            try
            {
                await call;
            }
            catch (Exception failure)
            {
                Drop(id, failure);
            }
        }

        static async Task Call(Func<TObserver, Task> notification, TObserver observer) => await notification(observer);
    }

    /// <summary>Calls each observer without waiting. One whose call fails at once is removed.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, entry) in _observers)
        {
            try
            {
                if (predicate is null || predicate(entry.Observer))
                    notification(entry.Observer);
            }
            catch (Exception failure)
            {
                Drop(id, failure);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(entry => entry.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Drop(TIdentity id, Exception failure)
    {
        _observers.Remove(id);
        _log.LogDebug(failure, "Observer {Observer} failed and is no longer subscribed.", id);
    }
}
