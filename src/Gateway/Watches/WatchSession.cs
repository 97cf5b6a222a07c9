using System.IO.Pipelines;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Grains.Collections;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Watches;

/// <summary>
/// One watch: reads the collection's changes at its own place, writes those that its client shall see, and flushes whenever it has
/// caught up. While the client does not read, nothing is queued for it; when it goes on and the ring of recent changes has moved past
/// its place, it reads the gap from storage, and where storage has forgotten it, it is told to start again (410).
/// </summary>
internal sealed class WatchSession(CollectionCache cache, ObjectFilter filter, WatchEncoder encoder, PipeWriter output, TimeProvider time)
{
    private const int BatchSize = 128;
    private readonly Change[] _batch = new Change[BatchSize];
    private readonly Doorbell _bell = new();
    private readonly WideOutput _output = new(output);
    private long _seen;
    private bool _isBehind;
    private bool _timeIsUp;
    private bool _bookmarkIsDue;

    /// <summary>Serves until the time is up, the client goes, or it must start again.</summary>
    /// <param name="plan">Where it begins and when it ends.</param>
    /// <param name="beginning">The right to send the initial events; given back once they are sent.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(WatchPlan plan, IDisposable beginning, CancellationToken cancellationToken)
    {
        // What the timers say counts, not a clock that may be a moment behind them.
        var pause = plan.BookmarkEvery ?? Timeout.InfiniteTimeSpan;
        using var subscription = cache.Subscribe(_bell);
        using var ending = _bell.RingAtEnd(cancellationToken);
        await using var alarm = time.CreateTimer(_ => Ring(ref _timeIsUp), null, plan.Timeout, Timeout.InfiniteTimeSpan);
        await using var reminder = time.CreateTimer(_ => Ring(ref _bookmarkIsDue), null, pause, pause);

        _seen = plan.AfterRevision;
        if (!await SendInitialAsync(plan, cancellationToken))
            return;
        beginning.Dispose();
        while (true)
        {
            if (await ReadAsync(cancellationToken) is not { } count)
            {
                encoder.WriteError(_output, ApiFailure.Expired(_seen, cache.Revision));
                await FlushAsync(cancellationToken);
                return;
            }
            if (count > 0)
            {
                if (WriteBatch(count) && !await FlushAsync(cancellationToken))
                    return;
                // Whatever has come since has rung the bell, or soon will: then it goes out together with what follows it.
                if (count == BatchSize || _isBehind || Volatile.Read(ref _timeIsUp))
                    continue;
            }

            var ends = Volatile.Read(ref _timeIsUp);
            if (Interlocked.Exchange(ref _bookmarkIsDue, false) || (ends && plan.BookmarkEvery is not null))
            {
                encoder.WriteBookmark(_output, _seen, endsInitialEvents: false);
                if (!await FlushAsync(cancellationToken))
                    return;
            }
            if (ends)
                return;
            await _bell.NextAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Ring(ref bool reason)
    {
        Volatile.Write(ref reason, true);
        _bell.Ring();
    }

    private async Task<bool> SendInitialAsync(WatchPlan plan, CancellationToken cancellationToken)
    {
        if (plan.InitialView is { } view)
        {
            var documents = view.Range(filter.Namespace, after: null);
            for (var start = 0; start < documents.Length; start += BatchSize)
            {
                foreach (var document in documents.Slice(start, Math.Min(BatchSize, documents.Length - start)).Span)
                {
                    if (filter.MatchesSelectors(document))
                        encoder.Write(_output, WatchEventType.Added, document);
                }
                if (!await FlushAsync(cancellationToken))
                    return false;
            }
        }
        if (plan.EndsInitialEvents)
            encoder.WriteBookmark(_output, _seen, endsInitialEvents: true);
        return await FlushAsync(cancellationToken);
    }

    /// <summary>Fills the batch with what follows; null when nobody knows it any more.</summary>
    private async ValueTask<int?> ReadAsync(CancellationToken cancellationToken)
    {
        var recent = cache.ReadRecent(_seen, _batch);
        _isBehind = recent is null;
        if (recent is { } count)
            return count;
        if (await cache.Collection.ReadChanges(_seen, BatchSize, cancellationToken) is not ChangesOutcome.Changes changes)
            return null;
        for (var i = 0; i < changes.Items.Count; i++)
            _batch[i] = changes.Items[i];
        return changes.Items.Count;
    }

    /// <summary>Writes what the client shall see of the batch. True if there was anything.</summary>
    private bool WriteBatch(int count)
    {
        var written = false;
        foreach (var change in _batch.AsSpan(0, count))
        {
            _seen = change.Document.Revision;
            if (WatchFilter.Apply(change, filter) is not { } visible)
                continue;
            encoder.Write(_output, visible.Type, visible.Document);
            written = true;
        }
        // What the batch refers to shall not be kept alive by a watch that sleeps.
        Array.Clear(_batch, 0, count);
        return written;
    }

    private async ValueTask<bool> FlushAsync(CancellationToken cancellationToken) =>
        await _output.FlushAsync(cancellationToken) is { IsCompleted: false, IsCanceled: false };
}
