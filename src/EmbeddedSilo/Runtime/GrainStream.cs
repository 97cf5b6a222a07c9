using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A stream of results as the caller sees it. Each enumeration is a session of its own at the grain.</summary>
internal sealed class GrainStream<T>(GrainReference reference, StreamSource<T> source, CancellationToken callToken) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(reference, source, callToken, cancellationToken);

    /// <summary>Fetches what the grain has ready with one call, and hands it out one by one.</summary>
    private sealed class Enumerator : IAsyncEnumerator<T>
    {
        private readonly GrainReference _reference;
        private readonly CancellationTokenSource? _linked;
        private readonly CancellationToken _token;
        private readonly StreamSession<T> _session;
        private StreamBatch<T> _batch = new([], false);
        private int _position = -1;

        public Enumerator(GrainReference reference, StreamSource<T> source, CancellationToken callToken, CancellationToken token)
        {
            _reference = reference;
            if (callToken.CanBeCanceled && token.CanBeCanceled && callToken != token)
                _linked = CancellationTokenSource.CreateLinkedTokenSource(callToken, token);
            _token = _linked?.Token ?? (callToken.CanBeCanceled ? callToken : token);
            _session = new StreamSession<T>(source);
        }

        public T Current => _batch.Items[_position];

        public async ValueTask<bool> MoveNextAsync()
        {
            while (++_position >= _batch.Items.Count)
            {
                if (_batch.IsLast)
                    return false;

                _position = -1;
                _batch = await _session.FetchAsync(_reference, _token);
            }

            return true;
        }

        public async ValueTask DisposeAsync()
        {
            await _session.CloseAsync(_reference);
            _linked?.Dispose();
        }
    }
}

/// <summary>Results that were ready together.</summary>
internal sealed record StreamBatch<T>(IReadOnlyList<T> Items, bool IsLast);
