namespace Orleans.Runtime;

/// <summary>A timer of a grain. Disposing it ends it; a callback under way runs on with its token cancelled.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the time to the next callback and the time between callbacks; infinite spans stop either.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
