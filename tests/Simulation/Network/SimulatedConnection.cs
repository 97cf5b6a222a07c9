using System.Net.WebSockets;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Network;

/// <summary>One connection: what is sent arrives in order, once, or not at all.</summary>
internal sealed class SimulatedConnection
{
    private readonly SimulatedNetwork _network;
    private readonly Lane _toServer;
    private readonly Lane _toClient;
    private int _cuts;
    private bool _ended;

    public SimulatedConnection(SimulatedNetwork network, Host client, Host server)
    {
        (_network, Client, Server) = (network, client, server);
        ClientEnd = new SimulatedSocket(this);
        ServerEnd = new SimulatedSocket(this);
        _toServer = new Lane(this, server.Process, ServerEnd);
        _toClient = new Lane(this, client.Process, ClientEnd);
    }

    public Host Client { get; }

    public Host Server { get; }

    public SimulatedSocket ClientEnd { get; }

    public SimulatedSocket ServerEnd { get; }

    public bool Involves(SimulatedProcess process) => Client.Process == process || Server.Process == process;

    /// <summary>Puts a frame on its way to the other end.</summary>
    public void Send(SimulatedSocket from, Frame frame) => (from == ClientEnd ? _toServer : _toClient).Send(frame);

    /// <summary>True while the other end takes less than is sent.</summary>
    public bool IsFull(SimulatedSocket from) => (from == ClientEnd ? _toServer : _toClient).Length >= SimulatedSocket.Window;

    /// <summary>A wire is cut: unless it is whole again in time, each end gives up.</summary>
    public void OnCut()
    {
        var cut = ++_cuts;
        foreach (var end in (SimulatedSocket[])[ClientEnd, ServerEnd])
            _network.After(SimulatedNetwork.KeepAlive * 0.75 + _network.Delay() * 100, () =>
            {
                if (cut != _cuts || !IsCut)
                    return;
                end.Break("no sign of life");
                if (ClientEnd.IsBroken && ServerEnd.IsBroken)
                    End();
            });
    }

    public void OnHealed()
    {
        _cuts++;
        _toServer.Arm();
        _toClient.Arm();
    }

    public void OnDeath(SimulatedProcess process)
    {
        var other = Client.Process == process ? ServerEnd : ClientEnd;
        Hangup(other);
    }

    /// <summary>An end was let go: the other learns of it.</summary>
    public void OnDisposed(SimulatedSocket end) => Hangup(end == ClientEnd ? ServerEnd : ClientEnd);

    public void Break()
    {
        ClientEnd.Break("reset");
        ServerEnd.Break("reset");
        End();
    }

    private bool IsCut => _network.IsCut(Client.Name, Server.Name);

    private void Hangup(SimulatedSocket other)
    {
        if (_ended)
            return;
        (other == ServerEnd ? _toServer : _toClient).Send(Frame.Reset);
    }

    private void End()
    {
        if (_ended)
            return;
        _ended = true;
        _network.Forget(this);
    }

    /// <summary>One direction.</summary>
    private sealed class Lane(SimulatedConnection owner, SimulatedProcess receiver, SimulatedSocket socket)
    {
        private readonly Queue<(Frame Frame, TimeSpan Due)> _underWay = [];
        private TimeSpan _lastDue;
        private bool _armed;

        public int Length => _underWay.Count + socket.Unread;

        public void Send(Frame frame)
        {
            var due = owner._network.Conductor.Time.Elapsed + owner._network.Delay();
            _lastDue = due > _lastDue ? due : _lastDue;
            _underWay.Enqueue((frame, _lastDue));
            Arm();
        }

        public void Arm()
        {
            if (_armed || owner.IsCut || !_underWay.TryPeek(out var next))
                return;
            _armed = true;
            var wait = next.Due - owner._network.Conductor.Time.Elapsed;
            owner._network.After(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Deliver);
        }

        private void Deliver()
        {
            _armed = false;
            if (owner.IsCut || owner._ended)
                return;
            var (frame, _) = _underWay.Dequeue();
            if (frame == Frame.Reset || receiver.IsDead || socket.IsBroken)
            {
                owner.Break();
                return;
            }
            socket.Arrive(frame);
            Arm();
        }
    }
}

/// <summary>What goes over a wire in one piece.</summary>
internal sealed record Frame(WebSocketMessageType Type, ReadOnlyMemory<byte> Content, bool EndOfMessage)
{
    /// <summary>The other end is gone.</summary>
    public static readonly Frame Reset = new(WebSocketMessageType.Close, default, true);
}
