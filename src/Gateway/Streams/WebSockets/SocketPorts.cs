using System.Buffers.Binary;
using System.Globalization;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Streams.WebSockets;

/// <summary>
/// <c>portforward</c> over a WebSocket with channels: two for each port that the URL names, one for its bytes and one for what goes wrong;
/// the first message of each is the port, in two bytes, little-endian. One connection for each port, begun at once.
/// </summary>
internal static class SocketPorts
{
    private const int MostPorts = 64;

    /// <summary>Serves a request until all its connections have ended or the client has gone.</summary>
    public static async Task ServeAsync(ResourceRequest request, PodPorts ports, TimeProvider time)
    {
        if (!ReadPorts(request.Query.Texts("ports")).TryGet(out var wanted, out var failure)
            || (failure = ChannelProtocol.Choose(request.Http, ChannelProtocol.ForPorts) is null
                ? ApiFailure.BadRequest("none of the WebSocket protocols that the client names is known") : null) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var protocol = ChannelProtocol.Choose(request.Http, ChannelProtocol.ForPorts)!;
        await using var socket = new ChannelSocket(await request.Http.WebSockets.AcceptWebSocketAsync(protocol.Name), protocol, time);
        var pairs = wanted.Select((port, i) => (Port: port, Data: socket.Add((byte)(2 * i), readable: true), Error: socket.Add((byte)(2 * i + 1), readable: false))).ToArray();
        socket.Begin();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        try
        {
            foreach (var (port, data, error) in pairs)
            {
                var number = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)port);
                await data.WriteAsync(number, over.Token);
                await error.WriteAsync(number, over.Token);
            }
            var forwarding = Task.WhenAll(pairs.Select(pair => ports.ForwardAsync(pair.Data, pair.Error, pair.Port, over.Token)));
            await Task.WhenAny(forwarding, socket.Gone);
            if (!socket.Gone.IsCompleted)
                await socket.CloseAsync(over.Token);
            await over.CancelAsync();
            await forwarding;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone, or the server stops.
        }
    }

    private static Outcome<IReadOnlyList<int>> ReadPorts(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return ApiFailure.BadRequest("query parameter \"port\" is required");
        var ports = new List<int>();
        foreach (var text in texts.SelectMany(text => text.Split(',')))
        {
            if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                return ApiFailure.BadRequest($"unable to parse \"{text}\" as a port");
            if (port == 0)
                return ApiFailure.BadRequest($"port \"{text}\" must be > 0");
            ports.Add(port);
        }
        return ports.Count <= MostPorts ? ports : ApiFailure.BadRequest($"at most {MostPorts} ports can be forwarded over one connection");
    }
}
