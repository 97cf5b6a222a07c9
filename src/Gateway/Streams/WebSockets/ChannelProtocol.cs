using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Streams.WebSockets;

/// <summary>A version of the WebSocket protocol of channels: the first byte of each message names the channel.</summary>
/// <param name="Name">Its name in <c>Sec-WebSocket-Protocol</c>; null for clients that name none.</param>
/// <param name="Version">0 for <c>channel.k8s.io</c>, whose outcome is plain text; from 4 on it is a <c>Status</c>; from 5 on a channel can be closed.</param>
/// <param name="Base64">True for text messages: the channel as a digit, then the bytes in base64.</param>
internal sealed record ChannelProtocol(string? Name, int Version, bool Base64)
{
    private const string Binary = "channel.k8s.io";
    private const string Text = "base64." + Binary;

    /// <summary>In <see cref="ClosesChannels"/>: a message on this channel names, in its one byte, the channel that ends.</summary>
    public const byte CloseChannel = 255;

    private static readonly ChannelProtocol Unnamed = new(null, 0, Base64: false);

    /// <summary>Those for <c>exec</c> and <c>attach</c>.</summary>
    public static IReadOnlyList<ChannelProtocol> ForCommands { get; } =
    [
        new("v5." + Binary, 5, false), new("v4." + Binary, 4, false), new("v3." + Binary, 3, false), new("v2." + Binary, 2, false),
        new("v1." + Binary, 1, false), new(Binary, 0, false), new("v4." + Text, 4, true), new(Text, 0, true),
    ];

    /// <summary>Those for <c>portforward</c>.</summary>
    public static IReadOnlyList<ChannelProtocol> ForPorts { get; } = [new("v4." + Binary, 4, false), new("v4." + Text, 4, true)];

    /// <summary>True if the outcome of a command is a <c>Status</c>.</summary>
    public bool HasStatus => Version >= 4;

    /// <summary>True if either end can close one channel.</summary>
    public bool ClosesChannels => Version >= 5;

    /// <summary>The first that the client names and the server knows; null if it names only others.</summary>
    public static ChannelProtocol? Choose(HttpContext context, IReadOnlyList<ChannelProtocol> known)
    {
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        return asked.Count == 0
            ? Unnamed
            : asked.Select(name => known.FirstOrDefault(protocol => protocol.Name == name)).FirstOrDefault(protocol => protocol is not null);
    }
}
