using System.Security.Cryptography;
using System.Text;
using Krewe.NodeAgent.Native;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Checkpoint;

/// <summary>
/// The desired set in a file that only the agent may read (it holds Secrets). The first line names the format and the SHA-256 of the
/// rest, which is the set as a <see cref="DesiredState"/>. A file that is torn or foreign is passed over with a warning: the control
/// plane sends everything again, and until then nothing that runs is touched.
/// </summary>
internal sealed partial class FileCheckpoint(string path, ILogger<FileCheckpoint> logger) : ICheckpoint
{
    private const string Format = "krewe-desired-pods/1 ";

    /// <inheritdoc/>
    public async Task<DesiredPods> Load(CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return DesiredPods.None;
        }
        var end = content.AsSpan().IndexOf((byte)'\n');
        var body = content.AsSpan(end + 1);
        if (end < 0 || !content.AsSpan(0, end).SequenceEqual(Header(body)))
        {
            LogTorn(logger, path, "its checksum does not match");
            return DesiredPods.None;
        }
        if (ProtocolJson.TryRead<ServerMessage>(body, out var message, out var error) && message is DesiredState state)
            return DesiredPods.Of(state);
        LogTorn(logger, path, error ?? "it holds something else");
        return DesiredPods.None;
    }

    /// <inheritdoc/>
    public Task Save(DesiredPods desired, CancellationToken cancellationToken)
    {
        var body = ProtocolJson.Write(desired.ToState());
        return PrivateFile.Write(path, (byte[])[.. Header(body), (byte)'\n', .. body], cancellationToken);
    }

    private static byte[] Header(ReadOnlySpan<byte> body) => Encoding.ASCII.GetBytes(Format + Convert.ToHexStringLower(SHA256.HashData(body)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint {Path} is passed over: {Why}")]
    private static partial void LogTorn(ILogger logger, string path, string why);
}
