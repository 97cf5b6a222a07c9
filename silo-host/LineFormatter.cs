using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Krewe.SiloHost;

/// <summary>One line for each entry, exceptions included: <c>2026-11-20T18:40:17.522Z info Krewe.Grains.Collections.CollectionGrain: text</c>.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which it is registered.</summary>
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(Flat(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(" | ");
            textWriter.Write(Flat(exception.ToString()));
        }
        textWriter.Write('\n');
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trace ",
        LogLevel.Debug => " debug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " error ",
        _ => " fatal ",
    };

    private static string Flat(string text) => text.ReplaceLineEndings(" | ");
}
