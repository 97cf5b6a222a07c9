using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Krewe.EmbeddedSilo.Tests.Grains;

public interface IListener : IGrainObserver
{
    void Heard(string news);

    Task<int> Asked(string question);
}

public interface ITopic : IGrainWithStringKey
{
    Task Subscribe(IListener listener);

    Task Publish(string news);

    Task PublishAndWait(string question);

    Task<int> Count();

    Task<int> Ask(IListener listener, string question);
}

public sealed class TopicGrain : Grain, ITopic
{
    private readonly ObserverManager<IListener> _listeners = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task Subscribe(IListener listener)
    {
        _listeners.Subscribe(listener, listener);
        return Task.CompletedTask;
    }

    public Task Publish(string news)
    {
        _listeners.Notify(listener => listener.Heard(news));
        return Task.CompletedTask;
    }

    public Task PublishAndWait(string question) => _listeners.Notify(listener => listener.Asked(question));

    public Task<int> Count() => Task.FromResult(_listeners.Count);

    public Task<int> Ask(IListener listener, string question) => listener.Asked(question);
}

public sealed class Listener(TimeProvider time, TimeSpan thought = default) : IListener
{
    public List<string> Log { get; } = [];

    public void Heard(string news) => Log.Add(news);

    public async Task<int> Asked(string question)
    {
        Log.Add($"asked {question}");
        await Task.Delay(thought, time);
        Log.Add($"answered {question}");
        return question.Length;
    }
}

public interface IEavesdropper : IGrainWithStringKey, IListener
{
    Task Attend(string topic);

    Task<IReadOnlyList<string>> Heard();
}

/// <summary>A grain may observe, too: it is called as any grain is.</summary>
public sealed class EavesdropperGrain : Grain, IEavesdropper
{
    private readonly List<string> _heard = [];

    public Task Attend(string topic) => GrainFactory.GetGrain<ITopic>(topic).Subscribe(this.AsReference<IListener>());

    public Task<IReadOnlyList<string>> Heard() => Task.FromResult<IReadOnlyList<string>>(_heard.ToArray());

    public void Heard(string news) => _heard.Add(news);

    public Task<int> Asked(string question) => Task.FromResult(0);
}
