using System.Text;
using Krewe.Model.Core;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>Reads the termination message of an ended instance: its file, or the end of its log where the pod wants that.</summary>
internal sealed class LastWordsReader(IContainerRuntime runtime)
{
    private const int LongestMessage = 4096;
    private const int LongestFallback = 2048;
    private const int FallbackLines = 80;

    /// <summary>The message, or an empty text.</summary>
    public async Task<string> Read(ObservedContainer ended, Container? container, CancellationToken cancellationToken)
    {
        var text = ended.TerminationLog is { Length: > 0 } file ? await ReadFile(file, cancellationToken) : "";
        return text.Length == 0 && container?.TerminationMessagePolicy == TerminationMessagePolicy.FallbackToLogsOnError && ended is { StartError: null, ExitCode: not 0 }
            ? await ReadLog(ended.Id, cancellationToken)
            : text;
    }

    private static async Task<string> ReadFile(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var buffer = new byte[LongestMessage];
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // No message is the answer for a file that is gone.
        }
    }

    private async Task<string> ReadLog(string id, CancellationToken cancellationToken)
    {
        var end = new StringBuilder();
        try
        {
            await runtime.ReadLogs(
                id, new LogQuery { TailLines = FallbackLines },
                (text, _) =>
                {
                    end.Append(Encoding.UTF8.GetString(text.Span));
                    if (end.Length > 2 * LongestFallback)
                        end.Remove(0, end.Length - LongestFallback);
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
        }
        catch (Exception e) when (e is RuntimeException or IOException)
        {
            return "";
        }
        return end.Length > LongestFallback ? end.ToString(end.Length - LongestFallback, LongestFallback) : end.ToString();
    }
}
