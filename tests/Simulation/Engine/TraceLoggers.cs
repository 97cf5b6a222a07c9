using Microsoft.Extensions.Logging;

namespace Krewe.Simulation.Engine;

/// <summary>Brings what a process logs into the trace, where lines are wanted.</summary>
internal sealed class TraceLoggers(Trace trace, string process) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new TraceLogger(trace, process);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class TraceLogger(Trace trace, string process) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => trace.IsWritten && logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                trace.Line(process, $"{formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");
        }
    }
}
