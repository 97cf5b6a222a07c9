namespace Krewe.NodeAgent.Runtimes;

/// <summary>What became of fetching an image.</summary>
internal abstract record PullOutcome
{
    private PullOutcome() { }

    /// <summary>It is here.</summary>
    public sealed record Pulled(string ImageId, long SizeBytes) : PullOutcome;

    /// <summary>It is not; the reason is one of the API's (<c>ErrImagePull</c>, <c>InvalidImageName</c>).</summary>
    public sealed record Failed(string Reason, string Message) : PullOutcome;
}
