using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>A client of <c>exec</c> or <c>attach</c> that is on the line, whichever protocol it speaks. A stream that it has not asked for is null.</summary>
internal interface ICommandClient : IAsyncDisposable
{
    /// <summary>What the user types; its end closes standard input.</summary>
    IByteChannel? Stdin { get; }

    /// <summary>Takes standard output.</summary>
    IByteChannel? Stdout { get; }

    /// <summary>Takes standard error.</summary>
    IByteChannel? Stderr { get; }

    /// <summary>Takes what became of the command.</summary>
    IByteChannel? Error { get; }

    /// <summary>Sizes of the user's terminal: JSON objects with <c>Width</c> and <c>Height</c>, one after the other.</summary>
    IByteChannel? Resize { get; }

    /// <summary>True if the outcome is wanted as a <c>Status</c>, false for plain text.</summary>
    bool WantsStatus { get; }

    /// <summary>Completes when the client has gone.</summary>
    Task Gone { get; }

    /// <summary>Ends the connection in order; returns when the client has seen the end or time is up.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
