using System.Net.WebSockets;
using System.Text;

namespace Krewe.AgentLink.Sessions;

/// <summary>Why a session ends.</summary>
/// <param name="Status">WebSocket close status.</param>
/// <param name="Why">For the agent's log.</param>
/// <param name="Refused">True when dialling again at once is of no use.</param>
internal sealed record SessionEnd(WebSocketCloseStatus Status, string Why, bool Refused = false)
{
    private const int LongestCloseText = 123;

    /// <summary><see cref="Why"/> as it fits into a close frame (RFC 6455, 5.5: at most 125 bytes with the status).</summary>
    public string CloseText
    {
        get
        {
            var text = Why;
            while (Encoding.UTF8.GetByteCount(text) > LongestCloseText)
                text = text[..^1];
            return text;
        }
    }
}
