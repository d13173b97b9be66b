package io.millrace.conformance;

import io.millrace.testkit.ClientCalls;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisResponse;

/// One face for both clients of the AWS SDK for Java: it waits for what the asynchronous one
/// promises, and tells what came of each call, with the operation's name and its outcome.
final class BlockingKinesis implements InvocationHandler {
    private static final long PATIENCE_SECONDS = 60;

    private final Class<?> type;
    private final Object client;
    private final BiConsumer<String, String> told;

    private BlockingKinesis(Class<?> type, Object client, BiConsumer<String, String> told) {
        this.type = type;
        this.client = client;
        this.told = told;
    }

    static KinesisClient of(KinesisClient client, BiConsumer<String, String> told) {
        return face(new BlockingKinesis(KinesisClient.class, client, told));
    }

    static KinesisClient of(KinesisAsyncClient client, BiConsumer<String, String> told) {
        return face(new BlockingKinesis(KinesisAsyncClient.class, client, told));
    }

    private static KinesisClient face(BlockingKinesis handler) {
        return (KinesisClient)
                Proxy.newProxyInstance(
                        BlockingKinesis.class.getClassLoader(),
                        new Class<?>[] {KinesisClient.class},
                        handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(client, arguments);
        }
        String name = method.getName();
        String operation = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        try {
            Object answer =
                    awaited(
                            type.getMethod(name, method.getParameterTypes())
                                    .invoke(client, arguments));
            if (answer instanceof KinesisResponse) {
                told.accept(operation, ClientCalls.OK);
            }
            return answer;
        } catch (InvocationTargetException | ExecutionException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                told.accept(operation, refused.awsErrorDetails().errorCode());
            }
            throw e.getCause();
        }
    }

    private static Object awaited(Object answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer instanceof CompletableFuture<?> promise
                ? promise.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                : answer;
    }
}
