namespace Krewe.Protocol.Streams;

/// <summary>
/// Sends over a connection that many share, one message after the other. A message that is under way is finished, whoever gives up waiting for it: to
/// break it off would leave the connection with half a message, which ends it for everybody. It fails when the connection itself is closed.
/// </summary>
public sealed class SendLane
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for its turn, then sends.</summary>
    /// <param name="send">Sends one message; called once, within its turn.</param>
    /// <param name="cancellationToken">Gives up waiting: for the turn, or for the end of the sending, which goes on.</param>
    public async ValueTask SendAsync(Func<ValueTask> send, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        await FinishAsync(send).WaitAsync(cancellationToken);
    }

    private async Task FinishAsync(Func<ValueTask> send)
    {
        try
        {
            await send();
        }
        finally
        {
            _turn.Release();
        }
    }
}
