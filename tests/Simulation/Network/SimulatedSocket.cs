using System.Net.WebSockets;

namespace Krewe.Simulation.Network;

/// <summary>One end of a connection, as the WebSocket that production code knows.</summary>
internal sealed class SimulatedSocket(SimulatedConnection connection) : WebSocket
{
    /// <summary>Frames that may be under way or unread before a sender has to wait.</summary>
    public const int Window = 32;

    private readonly Queue<Frame> _inbox = [];
    private ReadOnlyMemory<byte> _rest;
    private Frame? _reading;
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private WebSocketState _state = WebSocketState.Open;
    private string? _broken;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override string? SubProtocol => null;

    public override WebSocketState State => _state;

    /// <summary>Frames that arrived and were not read.</summary>
    public int Unread => _inbox.Count;

    public bool IsBroken => _broken is not null;

    public SimulatedSocket Other => connection.ClientEnd == this ? connection.ServerEnd : connection.ClientEnd;

    public void Arrive(Frame frame)
    {
        if (_broken is not null)
            return;
        _inbox.Enqueue(frame);
        _arrival?.TrySetResult();
    }

    public void Break(string why)
    {
        if (_broken is not null)
            return;
        _broken = why;
        _state = WebSocketState.Aborted;
        _arrival?.TrySetResult();
        _room?.TrySetResult();
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_reading is null && !_inbox.TryDequeue(out _reading))
        {
            ThrowIfBroken();
            var arrival = _arrival = new TaskCompletionSource();
            using var registration = cancellationToken.Register(() =>
            {
                _state = WebSocketState.Aborted;
                arrival.TrySetCanceled(cancellationToken);
            });
            await arrival.Task;
        }
        Other.MakeRoom();
        if (_reading.Type == WebSocketMessageType.Close)
        {
            _reading = null;
            _state = _state == WebSocketState.CloseSent ? WebSocketState.Closed : WebSocketState.CloseReceived;
            return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
        }
        if (_rest.IsEmpty)
            _rest = _reading.Content;
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        var result = new ValueWebSocketReceiveResult(count, _reading.Type, _rest.IsEmpty && _reading.EndOfMessage);
        if (_rest.IsEmpty)
            _reading = null;
        return result;
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        var content = buffer.ToArray();
        while (connection.IsFull(this))
        {
            ThrowIfBroken();
            var room = _room = new TaskCompletionSource();
            using var registration = cancellationToken.Register(() =>
            {
                _state = WebSocketState.Aborted;
                room.TrySetCanceled(cancellationToken);
            });
            await room.Task;
        }
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfBroken();
        connection.Send(this, new Frame(messageType, content, endOfMessage));
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        _state = _state == WebSocketState.CloseReceived ? WebSocketState.Closed : WebSocketState.CloseSent;
        connection.Send(this, new Frame(WebSocketMessageType.Close, default, true));
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync((ReadOnlyMemory<byte>)buffer, messageType, endOfMessage, cancellationToken).AsTask();

    public override void Abort() => Dispose();

    public override void Dispose()
    {
        if (_broken is null)
            connection.OnDisposed(this);
        Break("disposed");
    }

    private void MakeRoom() => _room?.TrySetResult();

    private void ThrowIfBroken()
    {
        if (_broken is { } why)
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"the connection is broken: {why}");
    }
}
