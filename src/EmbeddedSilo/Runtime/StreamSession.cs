using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>The enumerations that an activation serves; they end with it.</summary>
internal sealed class GrainStreams
{
    private readonly HashSet<StreamSession> _sessions = [];

    public void Add(StreamSession session) => _sessions.Add(session);

    public void Remove(StreamSession session) => _sessions.Remove(session);

    public void AbortAll()
    {
        foreach (var session in _sessions.ToArray())
            session.Abort();
    }
}

/// <summary>An enumeration of a stream of results, as the grain sees it.</summary>
internal abstract class StreamSession
{
    /// <summary>Ends it because its grain is deactivated.</summary>
    public abstract void Abort();
}

/// <summary>
/// An enumeration of a stream of results. The method runs at the grain, as turns between those of other calls, and only while the
/// caller asks for more: it runs ahead by one batch at most.
/// </summary>
internal sealed class StreamSession<T>(StreamSource<T> source) : StreamSession
{
    private const int LargestBatch = 100;

    private readonly CancellationTokenSource _end = new();
    private IAsyncEnumerator<T>? _results;
    private Task<bool>? _pending;
    private Activation? _owner;
    private bool _aborted;

    /// <summary>Called by the caller: asks the grain for more.</summary>
    public async Task<StreamBatch<T>> FetchAsync(GrainReference reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var fetch = new Fetch(this);
        var outcome = fetch.Outcome;
        reference.Silo.Calls.SendTo(_owner ?? reference.Silo.Calls.Find(reference), fetch, reference, cancellationToken);
        return await outcome;
    }

    /// <summary>Called by the caller: ends the enumeration, also one that is under way.</summary>
    public async Task CloseAsync(GrainReference reference)
    {
        if (_owner is null || _owner.Pick() is null)
            return;

        var close = new Close(this);
        var outcome = close.Outcome;
        reference.Silo.Calls.SendTo(_owner, close, reference, CancellationToken.None);
        await outcome;
    }

    public override void Abort()
    {
        _aborted = true;
        _end.Cancel();
    }

    private async ValueTask<StreamBatch<T>> NextAsync(object grain, CancellationToken fetchToken)
    {
        if (_results is null)
            Open(grain);
        if (_aborted)
            throw new EnumerationAbortedException($"{_owner!.Name} was deactivated.");

        using var cancel = fetchToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        List<T> items = [];
        try
        {
            while (items.Count < LargestBatch)
            {
                _pending ??= _results!.MoveNextAsync().AsTask();
                if (items.Count > 0 && !_pending.IsCompleted)
                    return new(items, false);

                var more = await _pending;
                _pending = null;
                if (!more)
                    return new(items, true);

                items.Add(_results!.Current);
            }

            return new(items, false);
        }
        catch (OperationCanceledException) when (_aborted)
        {
            _pending = null;
            throw new EnumerationAbortedException($"{_owner!.Name} was deactivated.");
        }
        catch (Exception) when (items.Count > 0)
        {
            // What came before the failure is handed out first; the next fetch meets the failure.
            return new(items, false);
        }
    }

    private void Open(object grain)
    {
        _owner = (Activation)TurnContext.Current!;
        _results = source.Open(grain, _end.Token).GetAsyncEnumerator(_end.Token);
        (_owner.Parts.Streams ??= new GrainStreams()).Add(this);
    }

    private async ValueTask EndAsync()
    {
        _end.Cancel();
        _owner!.Parts.Streams!.Remove(this);
        try
        {
            if (_pending is not null)
                await _pending;
        }
        catch (Exception)
        {
            // The caller has gone: nobody asks how the last step ended.
        }

        await _results!.DisposeAsync();
    }

    private sealed class Fetch(StreamSession<T> session) : ResultRequest<StreamBatch<T>>
    {
        private static readonly GrainMethod Description = new(
            typeof(IAsyncEnumerable<T>), "MoveNextAsync", [], GrainMethodOptions.AlwaysInterleave | GrainMethodOptions.Unlimited, null, true);

        public override GrainMethod Method => Description;

        public override int GetArgumentCount() => 0;

        public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

        public override void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

        protected override ValueTask<StreamBatch<T>> InvokeMethod(object target) => session.NextAsync(target, CalleeToken);
    }

    private sealed class Close(StreamSession<T> session) : VoidRequest
    {
        private static readonly GrainMethod Description = new(
            typeof(IAsyncEnumerable<T>), "DisposeAsync", [], GrainMethodOptions.AlwaysInterleave | GrainMethodOptions.Unlimited, null, false);

        public override GrainMethod Method => Description;

        public override int GetArgumentCount() => 0;

        public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

        public override void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

        protected override ValueTask InvokeMethod(object target) => session.EndAsync();
    }
}
