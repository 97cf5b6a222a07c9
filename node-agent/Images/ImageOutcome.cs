namespace Krewe.NodeAgent.Images;

/// <summary>What became of the wish to have an image.</summary>
internal abstract record ImageOutcome
{
    private ImageOutcome() { }

    /// <summary>It is here and was before.</summary>
    public sealed record Present(string ImageId) : ImageOutcome;

    /// <summary>It was fetched.</summary>
    public sealed record Pulled(string ImageId, long SizeBytes, TimeSpan Took) : ImageOutcome;

    /// <summary>It cannot be had; the reason is one of a container's waiting reasons.</summary>
    public sealed record Failed(string Reason, string Message, bool Pulling) : ImageOutcome;
}
