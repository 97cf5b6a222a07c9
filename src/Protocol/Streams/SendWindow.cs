namespace Krewe.Protocol.Streams;

/// <summary>How many bytes may be sent before the receiver has made room for more. One sender takes, the receiver's word adds.</summary>
public sealed class SendWindow(long size)
{
    private readonly Lock _gate = new();
    private long _left = size;
    private Exception? _failure;
    private TaskCompletionSource? _waiting;

    /// <summary>Adds room; a change of the window's size may also take some away.</summary>
    public void Add(long bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (_gate)
        {
            _left += bytes;
            if (_left > 0)
                (waiting, _waiting) = (_waiting, null);
        }
        waiting?.TrySetResult();
    }

    /// <summary>Has whoever waits for room, now or later, fail.</summary>
    public void Break(Exception failure)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _failure ??= failure;
            (waiting, _waiting) = (_waiting, null);
        }
        waiting?.TrySetResult();
    }

    /// <summary>Waits until something may be sent and takes at most so much.</summary>
    public async ValueTask<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_failure is not null)
                    throw new IOException(_failure.Message, _failure);
                if (_left > 0)
                {
                    var taken = (int)Math.Min(_left, most);
                    _left -= taken;
                    return taken;
                }
                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _waiting.Task;
            }
            await room.WaitAsync(cancellationToken);
        }
    }
}
